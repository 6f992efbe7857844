package io.tenancy.cli.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Every attack there is, in the order they are tried. */
final class Attacks {
    private Attacks() {}

    static List<Attack> all() {
        List<Attack> all = new ArrayList<>();
        all.addAll(ReadAttacks.all());
        all.addAll(WriteAttacks.all());
        all.addAll(KeyAttacks.all());
        all.addAll(ContextAttacks.all());
        all.addAll(CarelessObjects.attacks());
        all.addAll(PrivilegeAttacks.all());
        Set<String> ids = new HashSet<>();
        all.forEach(attack -> {
            if (!ids.add(attack.id())) {
                throw new IllegalStateException("Two attacks are called " + attack.id());
            }
        });
        return all;
    }
}
