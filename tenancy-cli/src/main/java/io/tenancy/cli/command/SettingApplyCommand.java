package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "apply",
        description = {
            "Publish the settings of tenancy.yaml: what may be set, and who may. From then on the database holds everybody to it.",
            "What is not declared any more is taken back; values that tenants have of it stay, and only operators change them."
        })
@Mark(Mark.Effect.CHANGES)
final class SettingApplyCommand extends SettingVerb {
    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    SettingApplyCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        List<String> changed =
                settings().apply(declaredSettings(), attribution.attribution("Published from tenancy.yaml"));
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("changed", changed);
        session()
                .console()
                .print(Document.of(
                        tree,
                        page -> page.line(page.style().good("ok") + "  "
                                + (changed.isEmpty()
                                        ? "Everything is as it was published"
                                        : "Published: " + page.safe(String.join(", ", changed))))));
        return OK;
    }
}
