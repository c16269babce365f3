package org.throughline.reading;

import java.util.List;
import org.throughline.chronology.EntryRef;

/** What a supervisor sees of a reading: opened, not opened, too brief. Never seconds, averages or rankings (domain 4). */
public record Evidence(List<EntryRef> opened, List<EntryRef> notOpened, List<EntryRef> tooBrief) {}
