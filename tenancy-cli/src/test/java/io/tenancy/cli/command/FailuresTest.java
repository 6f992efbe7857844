package io.tenancy.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.ErrorCode;
import io.tenancy.cli.output.Failure;
import io.tenancy.tenant.TenantKey;
import io.tenancy.tenant.TenantNotFoundException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {
    @Test
    void ourOwnExceptionKeepsItsWordsHoweverDeepItSits() {
        Failure failure = Failures.of(
                new CompletionException(new RuntimeException(TenantNotFoundException.byKey(TenantKey.of("acme")))));

        assertThat(failure.code()).isEqualTo(ErrorCode.TENANT_NOT_FOUND);
        assertThat(failure.what()).isEqualTo("No tenant has this key");
        assertThat(failure.ids()).containsEntry("key", "acme");
        assertThat(failure.remedy()).contains("tenancyctl tenant list");
    }

    @ParameterizedTest
    @CsvSource({
        "08001, CONNECTION_FAILED",
        "08006, CONNECTION_FAILED",
        "28P01, CONNECTION_FAILED",
        "28000, CONNECTION_FAILED",
        "3D000, CONNECTION_FAILED",
        "53300, CONNECTION_FAILED",
        "57P03, CONNECTION_FAILED",
        "42501, PRIVILEGE_MISSING",
        "42P01, STATEMENT_FAILED"
    })
    void databaseErrorIsNamedByItsState(String state, ErrorCode code) {
        Failure failure = Failures.of(new RuntimeException(new SQLException("words", state)));

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.why()).isEqualTo("words");
        assertThat(failure.ids()).containsEntry("sqlState", state);
    }

    @Test
    void anythingElseIsADefectAndAsksForAReport() {
        Failure failure = Failures.of(new IllegalStateException("odd"));

        assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(failure.why()).isEqualTo("odd");
        assertThat(failure.remedy()).contains("--debug");
    }
}
