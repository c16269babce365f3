package org.throughline.root;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** The whole record, verified by the application against its chains, its roots and the file of this node. */
@Service
public class Verification {

    private final JdbcClient jdbc;
    private final RootSettings settings;
    private final Roots roots;

    Verification(JdbcClient jdbc, RootSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.roots = new Roots(jdbc);
    }

    /** Reads every entry: minutes for a large record. */
    @Transactional(isolation = Isolation.REPEATABLE_READ, readOnly = true)
    public RecordState verify() {
        List<RecordVerifier.Copy> copies = new ArrayList<>();
        List<RecordState.Fault> unreadable = new ArrayList<>();
        settings.file().ifPresent(file -> {
            try {
                copies.add(new RecordVerifier.Copy("the file", file.read(), true));
            } catch (IOException | IllegalArgumentException e) {
                unreadable.add(new RecordState.Fault(null, null, "The file of the roots cannot be read."));
            }
        });
        RecordState state = new RecordVerifier(jdbc, settings.keys()).verify(copies);
        if (unreadable.isEmpty()) {
            return state;
        }
        unreadable.addAll(state.faults());
        return new RecordState(false, state.chains(), state.entries(), state.roots(), state.lastRoot(), state.lastRootAt(), state.notYetUnder(), unreadable);
    }

    /** The newest roots, each as the line that is mailed. */
    @Transactional(readOnly = true)
    public List<String> newest(int limit) {
        return roots.newest(limit).stream().map(SignedRoot::shortLine).toList();
    }
}
