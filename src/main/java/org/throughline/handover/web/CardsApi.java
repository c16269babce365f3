package org.throughline.handover.web;

import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.throughline.access.Access;
import org.throughline.handover.Cards;

/** What the cards of a task list show about the family, in one call. */
@RestController
class CardsApi {

    private final Cards cards;
    private final Access access;

    CardsApi(Cards cards, Access access) {
        this.cards = cards;
        this.access = access;
    }

    @GetMapping("/api/tasks/cards")
    Map<String, Cards.Card> cards(@RequestParam List<String> ids) {
        return cards.of(ids, access.me());
    }
}
