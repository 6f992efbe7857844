package io.tenancy.cli.command;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A command cannot go on for a reason of its own: wrong values, a missing connection, a missing confirmation. */
final class CommandException extends TenancyException {
    private static final long serialVersionUID = 1L;

    private CommandException(ErrorCode code, String problem, String remedy, @Nullable Throwable cause) {
        super(code, problem, remedy, Map.of(), cause);
    }

    static CommandException usage(String problem, String remedy) {
        return new CommandException(ErrorCode.USAGE, problem, remedy, null);
    }

    static CommandException notFound(ErrorCode code, String problem, String remedy) {
        return new CommandException(code, problem, remedy, null);
    }

    static CommandException notConfigured(String problem, String remedy) {
        return new CommandException(ErrorCode.CONNECTION_NOT_CONFIGURED, problem, remedy, null);
    }

    static CommandException notConfirmed(String problem, String remedy) {
        return new CommandException(ErrorCode.NOT_CONFIRMED, problem, remedy, null);
    }

    static CommandException failed(String problem, Throwable cause) {
        return new CommandException(
                ErrorCode.STATEMENT_FAILED, problem, "See what the server says, and mend it", cause);
    }

    static CommandException file(String problem, String remedy, Throwable cause) {
        return new CommandException(ErrorCode.CONFIG_INVALID, problem, remedy, cause);
    }

    static CommandException embedded(String problem, String remedy) {
        return new CommandException(ErrorCode.EMBEDDED_FAILED, problem, remedy, null);
    }
}
