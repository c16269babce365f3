package org.throughline.obligation;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** What any module knows to be kept from a reader is kept. */
@Component
@Primary
class EverySealedDuty implements SealedDuties {

    private final ObjectProvider<SealedDuties> each;

    EverySealedDuty(ObjectProvider<SealedDuties> each) {
        this.each = each;
    }

    @Override
    public Set<UUID> sealedFrom(UUID reader, Collection<UUID> obligations) {
        Set<UUID> sealed = new HashSet<>();
        each.stream().filter(one -> one != this).forEach(one -> sealed.addAll(one.sealedFrom(reader, obligations)));
        return sealed;
    }
}
