package org.throughline.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What signs a link, what is bound into it, and how keys are changed. */
class LinkKeysTest {

    private static final String OLD = "old:" + Base64.getEncoder().encodeToString("an old key of thirty-two bytes, or more".getBytes());
    private static final String NEW = "new:" + Base64.getEncoder().encodeToString("a new key of thirty-two bytes, or more.".getBytes());
    private static final Instant END = Instant.parse("2026-03-30T09:00:00Z");

    private static SignedLink link(LinkKeys keys, LinkPurpose purpose, UUID subject, UUID to, String address, long version, Instant end) {
        SignedLink made = new SignedLink(new UUID(1, 2), UUID.randomUUID(), purpose, subject, to, SignedLink.hash(address), version, end, keys.present().orElseThrow(), null, false, false);
        return with(made, made.token(keys).orElseThrow());
    }

    private static SignedLink with(SignedLink link, String token) {
        return new SignedLink(link.id(), link.message(), link.purpose(), link.subject(), link.to(), link.addressHash(), link.version(), link.expires(), link.key(), SignedLink.hash(token), false, false);
    }

    @Test
    void theFirstKeySignsAndTheOldOneIsBelievedUntilItIsTakenOut() {
        LinkKeys before = new LinkKeys(OLD);
        LinkKeys between = new LinkKeys(NEW + " , " + OLD);
        LinkKeys after = new LinkKeys(NEW);
        SignedLink link = link(before, LinkPurpose.ANSWER, UUID.randomUUID(), null, "a@example.org", 0, END);
        String token = link.token(before).orElseThrow();
        assertThat(between.present()).contains("new");
        assertThat(link.is(token, between)).isTrue();
        assertThat(link.is(token, after)).isFalse();
        assertThat(new LinkKeys("").present()).isEmpty();
    }

    /** Whoever can write the table but has no key cannot widen a link: everything it is good for is signed. */
    @Test
    void purposeSubjectAddresseeVersionAndEndAreBoundIn() {
        LinkKeys keys = new LinkKeys(NEW);
        UUID subject = UUID.randomUUID();
        UUID to = UUID.randomUUID();
        String token = link(keys, LinkPurpose.ANSWER, subject, to, "a@example.org", 3, END).token(keys).orElseThrow();
        assertThat(SignedLink.idIn(token)).contains(new UUID(1, 2));
        assertThat(with(link(keys, LinkPurpose.ANSWER, subject, to, "a@example.org", 3, END), token).is(token, keys)).isTrue();
        assertThat(with(link(keys, LinkPurpose.MINUTES, subject, to, "a@example.org", 3, END), token).is(token, keys)).isFalse();
        assertThat(with(link(keys, LinkPurpose.ANSWER, UUID.randomUUID(), to, "a@example.org", 3, END), token).is(token, keys)).isFalse();
        assertThat(with(link(keys, LinkPurpose.ANSWER, subject, null, "a@example.org", 3, END), token).is(token, keys)).isFalse();
        assertThat(with(link(keys, LinkPurpose.ANSWER, subject, to, "b@example.org", 3, END), token).is(token, keys)).isFalse();
        assertThat(with(link(keys, LinkPurpose.ANSWER, subject, to, "a@example.org", 4, END), token).is(token, keys)).isFalse();
        assertThat(with(link(keys, LinkPurpose.ANSWER, subject, to, "a@example.org", 3, END.plusSeconds(1)), token).is(token, keys)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAA", "%%%%", "../../etc", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void whatIsNoLinkIsNone(String text) {
        assertThat(SignedLink.idIn(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"short:AAAA", "nothing", "name:not base64 at all, none of it, really none", "a b:YW4gb2xkIGtleSBvZiB0aGlydHktdHdvIGJ5dGVzLCBvciBtb3Jl"})
    void aKeyThatIsNoneStopsTheStartAndIsNotShown(String wrong) {
        assertThatThrownBy(() -> new LinkKeys(wrong)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("throughline.links.keys").hasMessageNotContaining(wrong);
        assertThatThrownBy(() -> new LinkKeys(NEW + "," + NEW)).isInstanceOf(IllegalArgumentException.class);
    }
}
