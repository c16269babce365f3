package org.throughline.bundle;

/** What reading a bundle gives: the bundle, or every fault in it; never a part of it. */
public sealed interface BundleReading permits CaseBundle, BundleFaults {}
