package org.throughline.access.web;

import java.math.BigDecimal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.access.Right;
import org.throughline.access.Rules;
import org.throughline.organisation.Organisation;
import org.throughline.organisation.Practitioner;

/** The numbers of the product, for who runs it; every change has a name and a reason. */
@RestController
class RulesApi {

    record AgencyGate(String code, String name, boolean gated) {}

    record All(List<Rules.Rule> rules, List<AgencyGate> agencies, List<Rules.Change> changes) {}

    record Value(BigDecimal value, String reason) {}

    record Gate(Boolean gated, String reason) {}

    private final Rules rules;
    private final Organisation organisation;
    private final Access access;

    RulesApi(Rules rules, Organisation organisation, Access access) {
        this.rules = rules;
        this.organisation = organisation;
        this.access = access;
    }

    @GetMapping("/api/rules")
    @Transactional
    All all() {
        access.require(access.me(), Right.CHANGE_RULES, "Looked at the rules", null);
        return new All(rules.all(), organisation.agencies().stream().map(a -> new AgencyGate(a.code(), a.name(), a.gated())).toList(), rules.changes());
    }

    @PutMapping("/api/rules/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    void change(@PathVariable String id, @RequestBody Value sent) {
        Practitioner me = access.me();
        access.require(me, Right.CHANGE_RULES, "Changed a rule", sent.reason());
        rules.change(id, sent.value(), sent.reason(), me);
    }

    @PutMapping("/api/agencies/{code}/gated")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    void gate(@PathVariable String code, @RequestBody Gate sent) {
        Practitioner me = access.me();
        access.require(me, Right.CHANGE_RULES, "Changed who needs authority", sent.reason());
        rules.gate(code, sent.gated(), sent.reason(), me);
    }
}
