package org.throughline.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.springframework.stereotype.Service;
import org.throughline.access.Access;
import org.throughline.access.Right;
import org.throughline.casefile.Retries;
import org.throughline.organisation.Practitioner;

/**
 * Brings a family's history in from a case bundle: all of it in one transaction, or nothing and every fault. The same bundle
 * a second time adds nothing. Only administrators import (domain 3); what they import is nobody's intervention.
 */
@Service
public class BundleImport {

    private final Access access;
    private final BundleWriter writer;

    BundleImport(Access access, BundleWriter writer) {
        this.access = access;
        this.writer = writer;
    }

    /**
     * @param administrator who imports
     * @throws org.throughline.access.NotFound where this person may not import
     * @throws BundleRefused with every fault
     */
    public ImportCounts run(InputStream zip, Practitioner administrator) {
        return run(administrator, () -> new BundleReader().read(zip));
    }

    /** As {@link #run(InputStream, Practitioner)}, from a folder or a zip on this machine. */
    public ImportCounts run(Path folderOrZip, Practitioner administrator) {
        return run(administrator, () -> new BundleReader().read(folderOrZip));
    }

    /** As {@link #run(InputStream, Practitioner)}, of a bundle that was read already. */
    public ImportCounts run(CaseBundle bundle, Practitioner administrator) {
        return run(administrator, () -> bundle);
    }

    private ImportCounts run(Practitioner administrator, Source source) {
        access.require(administrator, Right.IMPORT, "Imported a case bundle", null);
        BundleReading reading = read(source);
        if (reading instanceof BundleFaults faults) {
            throw new BundleRefused(faults.faults());
        }
        return Retries.of(() -> writer.write((CaseBundle) reading, administrator));
    }

    private static BundleReading read(Source source) {
        try {
            return source.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Source {
        BundleReading read() throws IOException;
    }
}
