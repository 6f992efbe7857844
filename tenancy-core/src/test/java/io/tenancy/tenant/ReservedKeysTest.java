package io.tenancy.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReservedKeysTest {
    @ParameterizedTest
    @ValueSource(strings = {"www", "api", "admin", "app", "mail", "static", "assets", "status", "support"})
    void wordsOfTheProductAreReserved(String word) {
        assertThatThrownBy(() -> ReservedKeys.defaults().requireFree(TenantKey.of(word)))
                .isInstanceOfSatisfying(
                        ReservedTenantKeyException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TENANT_KEY_RESERVED));
    }

    @Test
    void otherKeysAreFree() {
        TenantKey key = TenantKey.of("acme");
        assertThat(ReservedKeys.defaults().requireFree(key)).isSameAs(key);
    }

    @Test
    void setGrowsAndShrinksByCopy() {
        ReservedKeys grown = ReservedKeys.defaults().and("acme").without("demo");
        assertThat(grown.isReserved(TenantKey.of("acme"))).isTrue();
        assertThat(grown.isReserved(TenantKey.of("demo"))).isFalse();
        assertThat(ReservedKeys.defaults().isReserved(TenantKey.of("acme"))).isFalse();
        assertThat(ReservedKeys.defaults().isReserved(TenantKey.of("demo"))).isTrue();
    }

    @Test
    void everyReservedWordIsAWellFormedKeySoThatReservingItMeansSomething() {
        assertThat(ReservedKeys.defaults().words()).allMatch(TenantKey::isValid);
        assertThatThrownBy(() -> ReservedKeys.defaults().and("WWW"))
                .isInstanceOf(TenantKey.InvalidTenantKeyException.class);
    }
}
