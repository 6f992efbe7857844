package io.tenancy.cli.command;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = {
            "Print the completion script of a shell.",
            "",
            "  bash: source <(tenancyctl completion bash)",
            "  zsh:  source <(tenancyctl completion zsh)"
        })
@Mark(Mark.Effect.READ_ONLY)
final class CompletionCommand extends Verb {
    enum Shell {
        bash,
        zsh
    }

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    private Shell shell = Shell.bash;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    CompletionCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        String script = AutoComplete.bash("tenancyctl", spec.root().commandLine());
        session()
                .console()
                .out()
                .print(shell == Shell.zsh ? "autoload -U +X bashcompinit && bashcompinit\n" + script : script);
        return OK;
    }
}
