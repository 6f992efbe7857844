package io.tenancy.entitlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.ErrorCode;
import io.tenancy.entitlement.Entitlement.Source;
import io.tenancy.entitlement.FeatureValue.Amount;
import io.tenancy.entitlement.FeatureValue.Choice;
import io.tenancy.entitlement.FeatureValue.Switch;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class EntitlementsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Feature USERS = Feature.integer("users");
    private static final Feature API = Feature.flag("api_access");
    private static final Feature SUPPORT = Feature.choice("support", List.of("email", "priority"));
    private static final List<Feature> FEATURES = List.of(USERS, API, SUPPORT);
    private static final Plan STARTER =
            plan("starter", Plan.Kind.BASE, Map.of("users", amount(2), "support", new Choice("email")));
    private static final Plan SEATS = plan("ten-seats", Plan.Kind.ADD_ON, Map.of("users", amount(10)));
    private static final Plan CARE =
            plan("care", Plan.Kind.ADD_ON, Map.of("support", new Choice("priority"), "api_access", Switch.ON));

    private static FeatureValue amount(long amount) {
        return new Amount(Limit.of(amount));
    }

    private static Plan plan(String key, Plan.Kind kind, Map<String, FeatureValue> values) {
        return new Plan(key, 1, key, kind, List.of(), Plan.Terms.PLAIN, values);
    }

    private static Entitlements of(Holding holding) {
        return Entitlements.of(FEATURES, holding, NOW);
    }

    @Test
    void whoHoldsNothingHasNothing() {
        Entitlements nothing = of(Holding.NOTHING);

        assertThat(nothing.all()).extracting(Entitlement::source).containsOnly(Source.DEFAULT);
        assertThat(nothing.limit("users")).isEqualTo(Limit.NONE);
        assertThat(nothing.has("api_access")).isFalse();
        assertThat(nothing.choice("support")).isEmpty();
    }

    @Test
    void thePlanDecidesAndSaysSo() {
        Entitlements entitlements = of(Holding.of(STARTER));

        assertThat(entitlements.limit("users")).isEqualTo(Limit.of(2));
        assertThat(entitlements.explain("users")).hasToString("users = 2: PLAN (starter@1)");
        assertThat(entitlements.explain("api_access")).hasToString("api_access = false: DEFAULT");
    }

    @Test
    void addOnsAddAmountsSwitchOnAndTakeTheBetterOption() {
        Entitlements entitlements =
                of(Holding.of(STARTER).with(SEATS).with(SEATS).with(CARE));

        assertThat(entitlements.explain("users"))
                .hasToString("users = 22: ADD_ON (starter@1, ten-seats@1, ten-seats@1)");
        assertThat(entitlements.has("api_access")).isTrue();
        assertThat(entitlements.choice("support")).isEqualTo("priority");
    }

    @Test
    void anOverrideDecidesAloneUntilItEnds() {
        Instant end = NOW.plusSeconds(60);
        Holding pilot = new Holding(
                STARTER.held(), List.of(SEATS.held()), List.of(new FeatureOverride("users", amount(1), end, "pilot")));

        Entitlements before = Entitlements.of(FEATURES, pilot, end.minusNanos(1));
        Entitlements after = Entitlements.of(FEATURES, pilot, end);

        assertThat(before.limit("users")).isEqualTo(Limit.of(1));
        assertThat(before.explain("users").because()).containsExactly("override: pilot");
        assertThat(before.validUntil()).isEqualTo(end);
        assertThat(after.limit("users")).isEqualTo(Limit.of(12));
        assertThat(after.validUntil()).isNull();
    }

    @Test
    void removingAnOverrideRestoresWhatThePlanSays() {
        FeatureOverride more = new FeatureOverride("users", new Amount(Limit.UNLIMITED), null, "friend");

        assertThat(of(new Holding(STARTER.held(), List.of(), List.of(more))).limit("users"))
                .isEqualTo(Limit.UNLIMITED);
        assertThat(of(Holding.of(STARTER)).limit("users")).isEqualTo(Limit.of(2));
    }

    @Test
    void aMissingFeatureIsRefusedWithTheFeatureAndWhatDecided() {
        assertThatThrownBy(() -> of(Holding.of(STARTER)).require("api_access"))
                .isInstanceOf(FeatureNotInPlanException.class)
                .hasMessageContaining("api_access")
                .extracting(e -> ((FeatureNotInPlanException) e).code())
                .isEqualTo(ErrorCode.FEATURE_NOT_IN_PLAN);
    }

    @Test
    void whatIsNotDeclaredIsADefectAndNotDenied() {
        assertThatThrownBy(() -> of(Holding.of(STARTER)).has("apiaccess"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the application declares no feature apiaccess");
        assertThatThrownBy(() -> of(Holding.of(STARTER)).limit("support")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatWasPublishedForAnotherTypeIsRefusedLoudly() {
        List<Feature> changed = List.of(Feature.flag("users"));

        assertThatThrownBy(() -> Entitlements.of(changed, Holding.of(STARTER), NOW))
                .isInstanceOf(FeatureMismatchException.class)
                .hasMessageContaining("starter@1")
                .hasMessageContaining("users is not of type boolean");
    }

    @Test
    void nonsenseIsNotHeld() {
        assertThatThrownBy(() -> Holding.of(SEATS)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Holding.of(STARTER).with(STARTER)).isInstanceOf(IllegalArgumentException.class);
        FeatureOverride one = new FeatureOverride("users", amount(1), null, "x");
        assertThatThrownBy(() -> new Holding(STARTER.held(), List.of(), List.of(one, one)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        PlanCatalog.of(FEATURES, List.of(plan("p", Plan.Kind.BASE, Map.of("user", amount(1))))))
                .hasMessageContaining("no declared feature");
        assertThatThrownBy(() ->
                        PlanCatalog.of(FEATURES, List.of(plan("p", Plan.Kind.BASE, Map.of("users", Switch.ON)))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aVersionThatSaysTheSameIsNoNewVersion() {
        Price usd = new Price(Currency.getInstance("USD"), OptionalLong.of(2900), OptionalLong.of(29000));
        Price eur = new Price(Currency.getInstance("EUR"), OptionalLong.of(2700), OptionalLong.empty());
        Plan one = new Plan("p", 1, "P", Plan.Kind.BASE, List.of(usd, eur), Plan.Terms.PLAIN, STARTER.values());
        Plan same = new Plan("p", 2, "P", Plan.Kind.BASE, List.of(eur, usd), Plan.Terms.PLAIN, STARTER.values());
        Plan dearer = new Plan("p", 2, "P", Plan.Kind.BASE, List.of(usd), Plan.Terms.PLAIN, STARTER.values());

        assertThat(one.saysTheSameAs(same)).isTrue();
        assertThat(one.saysTheSameAs(dearer)).isFalse();
    }
}
