package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.member.Invitation;
import io.tenancy.member.Member;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Members and invitations as tenancyctl shows them: the same fields in every command. */
final class MemberView {
    private MemberView() {}

    static Map<String, @Nullable Object> fields(Member member) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("account", member.accountId());
        fields.put("name", member.name());
        fields.put("email", member.email());
        fields.put("status", word(member.status()));
        fields.put("joinedAt", member.joinedAt());
        return fields;
    }

    static Map<String, @Nullable Object> fields(Invitation invitation) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("invitation", invitation.id());
        fields.put("email", invitation.email());
        fields.put("role", invitation.role());
        fields.put("branch", invitation.branch());
        fields.put("state", word(invitation.state()));
        fields.put("invitedBy", invitation.invitedBy());
        fields.put("invitedAt", invitation.invitedAt());
        fields.put("expiresAt", invitation.expiresAt());
        return fields;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a change says: one line for people, the thing itself for programs. */
    static Document done(String sentence, Map<String, @Nullable Object> fields) {
        return Document.of(fields, page -> page.line(page.style().good("ok") + "  " + page.safe(sentence)));
    }
}
