package io.tenancy.cli.adopt;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Looks for rows that point to another tenant's, before a composite key would fail on the first of them. */
final class TogetherScript {
    private TogetherScript() {}

    static Script of(Layout layout) {
        Script script = Script.transactional("rows together");
        script.head(
                "Refuses if a row of one tenant points to a row of another, and says which keys and how many. Changes nothing.");
        String checks = layout.foreignKeys().stream()
                .map(key -> {
                    String join = IntStream.range(0, key.columns().size())
                            .mapToObj(i -> "c." + Sql.name(key.columns().get(i)) + " = p."
                                    + Sql.name(key.targetColumns().get(i)))
                            .collect(Collectors.joining(" and "));
                    return """
                                select count(*) into torn from %s c join %s p on %s where c.%s <> p.%s;
                                if torn > 0 then
                                    found := found || format(E'\\n  %%s: %%s rows', %s, torn);
                                end if;
                            """.formatted(
                            layout.original().table(key.table()).sql(),
                            layout.original().table(key.target()).sql(),
                            join,
                            layout.tenant(),
                            layout.tenant(),
                            Sql.literal(key.name() + " of "
                                    + layout.original().table(key.table()).sql()));
                })
                .collect(Collectors.joining());
        if (!checks.isEmpty()) {
            script.add("""
                    do $$
                    declare
                        torn bigint;
                        found text := '';
                    begin
                    """ + checks + """
                        if found <> '' then
                            raise exception using message = 'rows of one tenant point to rows of another:' || found,
                                hint = 'go back, correct these rows, and plan again';
                        end if;
                    end $$;""");
        }
        return script;
    }
}
