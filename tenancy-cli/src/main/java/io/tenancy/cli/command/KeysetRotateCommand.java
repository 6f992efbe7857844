package io.tenancy.cli.command;

import io.tenancy.jdbc.secret.SecretKeyset;
import picocli.CommandLine.Command;

@Command(
        name = "rotate",
        description = {
            "Print the keys of TENANCY_KEYSET with a new one that seals from now on; the present ones still open.",
            "A second factor is sealed anew at the next sign-in."
        })
@Mark(Mark.Effect.READ_ONLY)
final class KeysetRotateCommand extends Verb {
    KeysetRotateCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        SecretKeyset present = session()
                .connections()
                .config()
                .secretKeyset()
                .orElseThrow(() -> CommandException.usage(
                        SecretKeyset.VARIABLE + " is not set", "Make keys with: tenancyctl keyset create"));
        KeysetCreateCommand.print(session(), present.rotate());
        return OK;
    }
}
