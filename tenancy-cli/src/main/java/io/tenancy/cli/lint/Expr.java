package io.tenancy.cli.lint;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** As much of an expression as the rules ask about. What they do not ask about is {@link Other} with its parts. */
sealed interface Expr {
    /** Where it begins in the script. */
    int at();

    record Column(String name, int at) implements Expr {}

    /** A literal; null for NULL. */
    record Literal(@Nullable String text, int at) implements Expr {}

    record Bool(boolean value, int at) implements Expr {}

    record Argument(@Nullable String name, Expr value) {}

    record Call(Name function, List<Argument> arguments, int at) implements Expr {
        /** The argument of this name or, written without names, at this position from 0. */
        Optional<Expr> argument(String name, int position) {
            for (Argument argument : arguments) {
                if (name.equals(argument.name())) {
                    return Optional.of(argument.value());
                }
            }
            return position < arguments.size() && arguments.get(position).name() == null
                    ? Optional.of(arguments.get(position).value())
                    : Optional.empty();
        }

        boolean is(String schema, String name) {
            return function.name().equals(name)
                    && (function.schema().equals(schema) || function.schema().equals(Name.USUAL_SCHEMA));
        }
    }

    record Cast(Expr of, String type, int at) implements Expr {}

    record Equal(Expr left, Expr right, int at) implements Expr {}

    record And(Expr left, Expr right, int at) implements Expr {}

    record Or(Expr left, Expr right, int at) implements Expr {}

    /** A sub-select of one value and nothing else; the value. */
    record Select(Expr value, int at) implements Expr {}

    record Other(List<Expr> parts, int at) implements Expr {}

    /** The text that a literal, cast or not, stands for. */
    default Optional<String> literal() {
        if (this instanceof Cast cast) {
            return cast.of().literal();
        }
        return this instanceof Literal literal ? Optional.ofNullable(literal.text()) : Optional.empty();
    }

    /** This and everything below it. */
    default Stream<Expr> all() {
        Stream<Expr> below = Stream.empty();
        if (this instanceof Call call) {
            below = call.arguments().stream().flatMap(one -> one.value().all());
        } else if (this instanceof Cast cast) {
            below = cast.of().all();
        } else if (this instanceof Equal equal) {
            below = Stream.concat(equal.left().all(), equal.right().all());
        } else if (this instanceof And and) {
            below = Stream.concat(and.left().all(), and.right().all());
        } else if (this instanceof Or or) {
            below = Stream.concat(or.left().all(), or.right().all());
        } else if (this instanceof Select select) {
            below = select.value().all();
        } else if (this instanceof Other other) {
            below = other.parts().stream().flatMap(Expr::all);
        }
        return Stream.concat(Stream.of(this), below);
    }
}
