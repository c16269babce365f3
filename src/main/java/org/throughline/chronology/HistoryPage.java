package org.throughline.chronology;

import java.util.List;

/** One page of a family history in event order. @param next the cursor of the following page; null at the end */
public record HistoryPage(List<EntryView> items, String next) {}
