package io.tenancy.jdbc.internal.catalog;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says which comparisons of a column with a setting a policy's expression implies. An expression implies an equality if it is one, is
 * an AND with an arm that implies it, or an OR whose every arm implies one of the same column. Everything else implies nothing: what is
 * not understood is not trusted. Remembers what it judged; not thread-safe.
 */
public final class Predicates {
    private static final long TEXT = 25;
    private static final long BIGINT = 20;
    private static final long UUID = 2950;
    private static final int SCALAR_SUBLINK = 4;
    /** Constants of text have a header of four bytes. */
    private static final int HEADER = 4;

    private final Set<Long> equals;
    private final Map<Long, Boolean> currentSetting;
    private final Map<Long, Routine> routines;

    /** One tree stands for the policies of many tables and is asked about often. By identity: a tree is slow to compare. */
    private final IdentityHashMap<Node, List<TenantEquality>> judged = new IdentityHashMap<>();

    /**
     * Knows the server's own names.
     *
     * @param equals the operators called {@code =} that PostgreSQL brings
     * @param currentSetting the functions {@code current_setting}; true for the one that can bear a missing setting
     * @param routines user-defined functions, which may wrap the setting
     */
    Predicates(Set<Long> equals, Map<Long, Boolean> currentSetting, Map<Long, Routine> routines) {
        this.equals = Set.copyOf(equals);
        this.currentSetting = Map.copyOf(currentSetting);
        this.routines = routines;
    }

    /** The equalities that the expression implies, none for an expression that is missing or cannot be read. */
    public List<TenantEquality> implied(@Nullable Node expression) {
        if (!(expression instanceof Node.Struct node)) {
            return List.of();
        }
        List<TenantEquality> known = judged.get(node);
        if (known == null) {
            known = judge(node);
            judged.put(node, known);
        }
        return known;
    }

    private List<TenantEquality> judge(Node.Struct node) {
        if (node.is("OPEXPR")) {
            TenantEquality equality = equality(node);
            return equality == null ? List.of() : List.of(equality);
        }
        List<Node.Struct> arms = node.is("BOOLEXPR") ? node.structs("args") : null;
        if (arms == null) {
            return List.of();
        }
        return switch (node.word("boolop")) {
            case "and" -> arms.stream().flatMap(arm -> implied(arm).stream()).toList();
            case "or" -> inEvery(arms);
            default -> List.of();
        };
    }

    private List<TenantEquality> inEvery(List<Node.Struct> arms) {
        List<List<TenantEquality>> implied = new ArrayList<>();
        arms.forEach(arm -> implied.add(implied(arm)));
        return implied.stream()
                .flatMap(List::stream)
                .filter(one -> implied.stream()
                        .allMatch(arm -> arm.stream()
                                .anyMatch(other ->
                                        other.column() == one.column() && other.isContext() == one.isContext())))
                .toList();
    }

    private @Nullable TenantEquality equality(Node.Struct operation) {
        List<Node.Struct> sides = operation.structs("args");
        if (!equals.contains(operation.number("opno")) || sides == null || sides.size() != 2) {
            return null;
        }
        TenantEquality found = equality(sides.get(0), sides.get(1));
        return found != null ? found : equality(sides.get(1), sides.get(0));
    }

    private @Nullable TenantEquality equality(Node.Struct columnSide, Node.Struct settingSide) {
        boolean cast = false;
        Node.Struct side = columnSide;
        while (side != null && (side.is("RELABELTYPE") || side.is("COERCEVIAIO"))) {
            if (side.is("COERCEVIAIO")) {
                if (!Set.of(TEXT, BIGINT, UUID).contains(side.number("resulttype"))) {
                    return null;
                }
                cast = true;
            }
            side = side.struct("arg");
        }
        if (side == null || !side.is("VAR") || side.number("varno") != 1 || side.number("varlevelsup") != 0) {
            return null;
        }
        Setting setting = setting(settingSide);
        return setting == null
                ? null
                : new TenantEquality(
                        (int) side.number("varattno"),
                        setting.name,
                        cast,
                        setting.subSelect,
                        setting.lax,
                        setting.typed);
    }

    private record Setting(String name, boolean subSelect, boolean lax, boolean typed) {}

    private @Nullable Setting setting(Node.@Nullable Struct node) {
        if (node == null) {
            return null;
        }
        return switch (node.kind()) {
            case "FUNCEXPR" -> called(node);
            case "RELABELTYPE", "COLLATEEXPR", "COERCETODOMAIN" -> setting(node.struct("arg"));
            case "COERCEVIAIO" -> {
                Setting inner = setting(node.struct("arg"));
                boolean typing = Set.of(UUID, BIGINT).contains(node.number("resulttype"));
                yield inner == null ? null : new Setting(inner.name, inner.subSelect, inner.lax, inner.typed || typing);
            }
            case "NULLIFEXPR" -> nullif(node);
            case "SUBLINK" -> {
                Setting inner =
                        node.number("subLinkType") == SCALAR_SUBLINK ? selected(node.struct("subselect")) : null;
                yield inner == null ? null : new Setting(inner.name, true, inner.lax, inner.typed);
            }
            default -> null;
        };
    }

    private @Nullable Setting called(Node.Struct call) {
        List<Node.Struct> arguments = call.structs("args");
        Boolean bearing = currentSetting.get(call.number("funcid"));
        if (arguments == null) {
            return null;
        }
        if (bearing != null) {
            String name = arguments.isEmpty() ? null : text(arguments.get(0));
            return name == null ? null : new Setting(name, false, bearing, false);
        }
        Routine routine = routines.get(call.number("funcid"));
        return routine == null || !arguments.isEmpty() ? null : returned(routine);
    }

    /** What a function of our own kind gives back, if its body is kept as a tree. */
    private @Nullable Setting returned(Routine routine) {
        Node body = routine.body();
        while (body instanceof Node.Items items && items.nodes().size() == 1) {
            body = items.nodes().get(0);
        }
        return body instanceof Node.Struct query ? selected(query) : null;
    }

    /** A query that reads nothing and gives one value. */
    private @Nullable Setting selected(Node.@Nullable Struct query) {
        if (query == null || !query.is("QUERY") || !query.isEmpty("rtable") || !query.isEmpty("setOperations")) {
            return null;
        }
        Node.Struct from = query.struct("jointree");
        List<Node.Struct> targets = query.structs("targetList");
        if (from == null || !from.isEmpty("quals") || targets == null || targets.size() != 1) {
            return null;
        }
        return setting(targets.get(0).struct("expr"));
    }

    private @Nullable Setting nullif(Node.Struct node) {
        List<Node.Struct> arguments = node.structs("args");
        if (arguments == null || arguments.size() != 2 || !arguments.get(1).is("CONST")) {
            return null;
        }
        Setting inner = setting(arguments.get(0));
        return inner == null ? null : new Setting(inner.name, inner.subSelect, true, inner.typed);
    }

    private static @Nullable String text(Node.Struct constant) {
        List<Node> value = constant.is("CONST") && constant.number("consttype") == TEXT
                ? constant.fields().get("constvalue")
                : null;
        if (value == null || value.size() != 2 || !(value.get(1) instanceof Node.Items bytes)) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (Node letter : bytes.nodes()
                .subList(Math.min(HEADER, bytes.nodes().size()), bytes.nodes().size())) {
            text.append(letter instanceof Node.Word word ? (char) (Integer.parseInt(word.text()) & 0xff) : '?');
        }
        return text.toString();
    }
}
