package org.throughline.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class RootKeysTest {

    static String madeNow() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return "new:" + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()) + ":" + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatAnOlderKeySignedIsBelievedAsLongAsItIsNamed() {
        byte[] what = {1, 2, 3};
        String older = madeNow().replace("new:", "old:");
        byte[] signed = new RootKeys(older).sign(what);
        RootKeys both = new RootKeys(madeNow() + ", " + older.replaceAll(":[^:]*:", "::"));
        assertThat(both.present()).hasValue("new");
        assertThat(both.believes("old", what, signed)).isTrue();
        assertThat(both.believes("new", what, signed)).isFalse();
        assertThat(both.believes("old", new byte[] {1, 2, 4}, signed)).isFalse();
        assertThat(both.believes("old", what, new byte[64])).isFalse();
        assertThat(new RootKeys(madeNow()).believes("old", what, signed)).isFalse();
        assertThat(new RootKeys("").present()).isEmpty();
    }

    @Test
    void aKeyThatCannotBeUsedStopsTheStartAndIsNotShown() {
        String one = madeNow();
        String secret = one.split(":")[1];
        for (String wrong : new String[] {"x", "a:b:c", one + "," + one, one.replace("new", "a b"), "new:" + secret + ":" + madeNow().split(":")[2]}) {
            assertThatThrownBy(() -> new RootKeys(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("throughline.roots.keys")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain(secret));
        }
    }
}
