package org.throughline.standalone.demo;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.throughline.bundle.BundlePeople;
import org.throughline.bundle.CaseBundle;
import org.throughline.calendar.WorkingCalendar;
import org.throughline.organisation.ContactNumbers;
import org.throughline.organisation.DutyRole;
import org.throughline.organisation.DutyRota;
import org.throughline.organisation.NewPractitioner;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.PractitionerRole;

/** Makes the people of the bundles real: they can sign in and hold their roles. An administrator joins them. */
@Component
@ConditionalOnProperty("throughline.demo")
class DemoPeople {

    /** Who imports and looks after the models. */
    static final String ADMINISTRATOR = "ada";

    private static final int ROTA_DAYS = 21;
    private static final LocalTime DAY_BEGINS = LocalTime.of(9, 0);
    private static final LocalTime DAY_ENDS = LocalTime.of(17, 0);

    private final BundlePeople bundlePeople;
    private final Organisation organisation;
    private final ContactNumbers numbers;
    private final DutyRota rota;
    private final WorkingCalendar calendar;
    private final Clock clock;

    DemoPeople(BundlePeople bundlePeople, Organisation organisation, ContactNumbers numbers, DutyRota rota, WorkingCalendar calendar, Clock clock) {
        this.bundlePeople = bundlePeople;
        this.organisation = organisation;
        this.numbers = numbers;
        this.rota = rota;
        this.calendar = calendar;
        this.clock = clock;
    }

    @Transactional
    void enter(CaseBundle bundle, Instant since) {
        BundlePeople.Entered entered = bundlePeople.enter(bundle, since);
        reachedByTelephone(entered.agencies());
        UUID csc = entered.agencies().get("csc");
        organisation.addPractitioner(new NewPractitioner(ADMINISTRATOR, "Ada Administrator", csc, null, PractitionerRole.ADMINISTRATOR, null, true), since);
        organisation.addDeputy(entered.workers().get("sunita"), entered.workers().get("sven"), since, null);
        onDuty(csc, entered.workers().get("sven"), since);
    }

    /** Numbers that Ofcom keeps for stories: nobody is rung by mistake. */
    private void reachedByTelephone(Map<String, UUID> agencies) {
        int number = 100;
        for (UUID agency : new TreeMap<>(agencies).values()) {
            numbers.setAgency(agency, "0116 496 0" + number++);
        }
    }

    /** Three people of the duty team: by day Dora goes out and Dermot is reached, by night Nell is reached and goes out; after three weeks nobody is entered yet. */
    private void onDuty(UUID agency, UUID serviceManager, Instant since) {
        UUID dermot = enter("dermot", "Dermot Duty-Manager", PractitionerRole.DUTY_MANAGER, agency, serviceManager, since);
        UUID dora = enter("dora", "Dora Duty", PractitionerRole.DUTY_WORKER, agency, dermot, since);
        UUID nell = enter("nell", "Nell Nightly", PractitionerRole.DUTY_MANAGER, agency, serviceManager, since);
        LocalDate first = LocalDate.ofInstant(clock.instant(), calendar.zone()).minusDays(1);
        for (LocalDate day = first; day.isBefore(first.plusDays(ROTA_DAYS)); day = day.plusDays(1)) {
            Instant morning = day.atTime(DAY_BEGINS).atZone(calendar.zone()).toInstant();
            Instant evening = day.atTime(DAY_ENDS).atZone(calendar.zone()).toInstant();
            Instant nextMorning = day.plusDays(1).atTime(DAY_BEGINS).atZone(calendar.zone()).toInstant();
            rota.add(agency, null, DutyRole.DUTY_WORKER, dora, morning, evening);
            rota.add(agency, null, DutyRole.DUTY_MANAGER, dermot, morning, evening);
            rota.add(agency, null, DutyRole.DUTY_WORKER, nell, evening, nextMorning);
            rota.add(agency, null, DutyRole.OUT_OF_HOURS_MANAGER, nell, evening, nextMorning);
        }
    }

    private UUID enter(String username, String name, PractitionerRole role, UUID agency, UUID supervisor, Instant since) {
        return organisation.addPractitioner(new NewPractitioner(username, name, agency, null, role, supervisor, true), since);
    }
}
