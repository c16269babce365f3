package org.throughline.casefile;

import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.access.Access;
import org.throughline.access.Right;
import org.throughline.organisation.Practitioner;

/** How it is answered that somebody may be known already: nothing was written, and who was shown what stands in the access log all the same. */
@Service
public class KnownShown {

    /** @param responsible the responsible worker's name; null where nobody is */
    record File(String reference, String responsible) {}

    /** @param files the case files that name the record */
    record Known(String person, UUID known, String givenName, Integer yearOfBirth, String basis, String basisInWords, List<File> files) {}

    private final Access access;

    KnownShown(Access access) {
        this.access = access;
    }

    /** 409 with code {@code known-already} and the property {@code matches}. */
    @Transactional
    public ResponseEntity<ProblemDetail> answer(KnownAlready known) {
        Practitioner me = access.me();
        known.matches().stream().flatMap(match -> match.files().stream()).map(FileFound::id).distinct()
                .forEach(file -> access.require(me, Right.FIND_FAMILY, file, "Was shown as likely to be known already", "Somebody is being recorded"));
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, known.getMessage());
        problem.setTitle("Known already?");
        problem.setProperty("code", "known-already");
        problem.setProperty("matches", known.matches().stream().map(KnownShown::one).toList());
        return ResponseEntity.status(HttpStatus.CONFLICT).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
    }

    private static Known one(LikelyMatch match) {
        return new Known(match.person(), match.known(), match.givenName(), match.yearOfBirth(), match.basis().name(), match.basisInWords(),
                match.files().stream().map(file -> new File(file.reference(), file.responsible())).toList());
    }
}
