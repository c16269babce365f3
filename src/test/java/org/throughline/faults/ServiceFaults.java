package org.throughline.faults;

import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.AopTestUtils;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.util.ReflectionUtils;
import org.throughline.chronology.InterventionGate;

/** The first wall, broken as a mistake in a service would break it: one bean has in the place of another one that no longer says no. */
final class ServiceFaults {

    private final ApplicationContext application;
    private final JdbcClient jdbc;

    ServiceFaults(ApplicationContext application) {
        this.application = application;
        this.jdbc = application.getBean(JdbcClient.class);
    }

    /** One field of one bean, and what stands there instead. */
    private record Replaced(Object bean, String field, Object instead, Object before) {

        void breaks() {
            ReflectionTestUtils.setField(bean, field, instead);
        }

        void mends() {
            ReflectionTestUtils.setField(bean, field, before);
        }
    }

    List<Fault> all() {
        List<Replaced> gate = List.of(replaced("chronology", "gate", anybody()));
        List<Replaced> parts = List.of(replaced("chronology", "gate", forThisFileOnly()));
        List<Replaced> confirming = List.of(replaced("readingAct", "readings", says("readings", "lack", List.of())));
        List<Replaced> signerReads = List.of(replaced("signOffAct", "readings", says("readings", "keyLackOf", List.of())));
        List<Replaced> readerReads = List.of(replaced("signOffAct", "readings", says("readings", "lack", List.of())));
        List<Replaced> line = List.of(replaced("handoverSteps", "duties", says("duties", "mustDo", null)),
                replaced("signOffAct", "organisation", says("organisation", "signsFor", true)));
        List<Replaced> pace = List.of(replaced("readings", "jdbc", asking("e.words / pace.words as takes", "0::double precision as takes",
                "case when o.opened_at is not null then greatest(o.opened_at, pace.free) + make_interval(secs => e.words / pace.words) end as may_at", "o.opened_at as may_at")));
        List<Replaced> parting = List.of(replaced("ownSignature", "organisation", says("organisation", "signsFor", false)));
        List<Replaced> answering = List.of(replaced("restrictions", "organisation", says("organisation", "signsFor", false)));
        List<Replaced> conflict = List.of(replaced("authorities", "jdbc", asking("select exists (select 1 from conflict_of_interest", "select false and exists (select 1 from conflict_of_interest")));

        List<Fault> faults = new ArrayList<>(List.of(
                fault("the gate lets everybody act", gate, "aNewWorkerCannotVisitBeforeTheSignature", "theFormerWorkerCannotVisitAfterIt",
                        "aVisitNamesNoChildWithoutAuthorityOnThatFileToo", "theFirstWorkerOfAFileWhoseFatherHasAHistoryCannotVisitBeforeTheSignature"),
                fault("the gate looks at one child only", parts, "aVisitNamesNoChildWithoutAuthorityOnThatFileToo"),
                fault("reading is confirmed without receipts", confirming, "whoHasNotReadCannotConfirm"),
                fault("nobody asks what the signer has read", signerReads, "whoHasNotReadTheKeyEntriesCannotSign"),
                fault("nobody asks what the new worker has read when it is signed", readerReads, "whatArrivedAfterTheAccountIsReadBeforeTheSignature"),
                fault("anybody does a step and signs", line, "onlyTheLineSigns"),
                fault("an entry is read in no time", pace, "anEntryIsMarkedAsReadAfterItWasOpenedAndInItsTime"),
                fault("whoever signs may part records and unmark entries", parting, "whoSignsForTheNewWorkerPartsNoRecordsOfTheFamily",
                        "whoSignsForTheNewWorkerUnmarksNoKeyEntryMeanwhile"),
                fault("whoever signs may answer for what is withheld", answering, "whoSignsForAReaderOrReadsAnswersNothingThatShortensTheReading"),
                fault("urgent access does not look at the conflict list", conflict, "whoIsOnTheConflictListTakesNoUrgentAccess")));
        // what stands in one place is broken in one act: the later of two would hide the earlier
        List<Replaced> bothRead = List.of(replaced("signOffAct", "readings", says("readings", Map.of("keyLackOf", List.of(), "lack", List.of()))));
        Fault asksNobody = fault("nobody asks what signer and new worker have read", bothRead, "whoHasNotReadTheKeyEntriesCannotSign", "whatArrivedAfterTheAccountIsReadBeforeTheSignature");
        List<Fault> apart = faults.stream().filter(fault -> !asksNobody.reddens().containsAll(fault.reddens())).toList();
        faults.add(together(Stream.concat(apart.stream(), Stream.of(asksNobody)).toList()));
        return faults;
    }

    private static Fault fault(String what, List<Replaced> replaced, String... reddens) {
        return new Fault(1, what, List.of(WallTests.FIRST), Arrays.stream(reddens).map(test -> WallTests.shortly(WallTests.FIRST) + "." + test).collect(Collectors.toCollection(TreeSet::new)),
                () -> replaced.forEach(Replaced::breaks), () -> replaced.forEach(Replaced::mends));
    }

    /** The later of two that stand in one place counts; what each of them reddens, it reddens. */
    private static Fault together(List<Fault> each) {
        List<Fault> backwards = new ArrayList<>(each);
        Collections.reverse(backwards);
        Set<String> reddens = each.stream().flatMap(fault -> fault.reddens().stream()).collect(Collectors.toCollection(TreeSet::new));
        return new Fault(1, "no service says no", WallTests.all(), reddens, () -> backwards.forEach(fault -> fault.breaks().run()), () -> each.forEach(fault -> fault.mends().run()));
    }

    private Replaced replaced(String bean, String field, Object instead) {
        Object target = AopTestUtils.getUltimateTargetObject(application.getBean(bean));
        Field found = ReflectionUtils.findField(target.getClass(), field);
        if (found == null) {
            throw new IllegalArgumentException(bean + " has no field " + field);
        }
        return new Replaced(target, field, instead, ReflectionTestUtils.getField(target, field));
    }

    private InterventionGate anybody() {
        return (file, children, type, actor, at) -> new InterventionGate.Permit(
                jdbc.sql("select id from authority where casefile_id = ? order by granted_at limit 1").params(file).query(UUID.class).single(), false);
    }

    private InterventionGate forThisFileOnly() {
        InterventionGate real = application.getBean(InterventionGate.class);
        return (file, children, type, actor, at) -> real.permit(file, List.of(), type, actor, at);
    }

    /** The bean itself, except that this method has one answer for everybody. */
    private Object says(String bean, String method, Object answer) {
        return says(bean, Collections.singletonMap(method, answer));
    }

    private Object says(String bean, Map<String, Object> answers) {
        ProxyFactory proxy = new ProxyFactory();
        proxy.setTarget(application.getBean(bean));
        proxy.setProxyTargetClass(true);
        proxy.addAdvice((MethodInterceptor) call -> answers.containsKey(call.getMethod().getName()) ? answers.get(call.getMethod().getName()) : call.proceed());
        return proxy.getProxy();
    }

    /** The database as the service asks it, with parts of its questions changed: one, and what stands instead of it, then the next. */
    private JdbcClient asking(String... changed) {
        return (JdbcClient) Proxy.newProxyInstance(JdbcClient.class.getClassLoader(), new Class<?>[] {JdbcClient.class}, (proxy, method, arguments) -> {
            if (method.getName().equals("sql") && arguments[0] instanceof String sql) {
                for (int i = 0; i < changed.length; i += 2) {
                    sql = sql.replace(changed[i], changed[i + 1]);
                }
                return jdbc.sql(sql);
            }
            return method.invoke(jdbc, arguments);
        });
    }
}
