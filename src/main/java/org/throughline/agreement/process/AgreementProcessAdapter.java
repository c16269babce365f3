package org.throughline.agreement.process;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.throughline.agreement.AgreementProcess;
import org.throughline.agreement.AgreementStep;
import org.throughline.obligation.LastInTheTransaction;
import org.throughline.workflow.StepProcess;
import org.throughline.workflow.ThisTransaction;

/** The agreement's process in the engine. What it is told comes last in the transaction: it may be the act of one of its own tasks. */
@Component
class AgreementProcessAdapter implements AgreementProcess {

    private final StepProcess engine;
    private final ThisTransaction thisTransaction;

    AgreementProcessAdapter(StepProcess engine, ThisTransaction thisTransaction) {
        this.engine = engine;
        this.thisTransaction = thisTransaction;
    }

    @Override
    public void start(UUID agreementId, UUID casefileId) {
        thisTransaction.began(agreementId);
        LastInTheTransaction.run(() -> engine.start(VoluntaryAgreement.KEY, agreementId,
                Map.of(VoluntaryAgreement.AGREEMENT_ID, agreementId.toString(), VoluntaryAgreement.CASEFILE_ID, casefileId.toString())));
    }

    @Override
    public void end(UUID agreementId) {
        thisTransaction.left(agreementId);
        LastInTheTransaction.run(() -> engine.end(VoluntaryAgreement.KEY, agreementId, VoluntaryAgreement.MESSAGE_ENDED));
    }

    @Override
    public void moveTo(UUID agreementId, AgreementStep step) {
        thisTransaction.left(agreementId);
        LastInTheTransaction.run(() -> engine.moveTo(VoluntaryAgreement.KEY, agreementId, step.taskKey()));
    }

    @Override
    public void giveTo(UUID agreementId, String username) {
        LastInTheTransaction.run(() -> engine.giveTo(VoluntaryAgreement.KEY, agreementId, username));
    }

    @Override
    public Optional<String> waitingTask(UUID agreementId) {
        return engine.waitingTask(VoluntaryAgreement.KEY, agreementId);
    }
}
