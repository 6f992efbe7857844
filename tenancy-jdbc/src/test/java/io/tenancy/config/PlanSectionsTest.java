package io.tenancy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.entitlement.Feature;
import io.tenancy.entitlement.FeatureValue.Amount;
import io.tenancy.entitlement.FeatureValue.Choice;
import io.tenancy.entitlement.FeatureValue.Switch;
import io.tenancy.entitlement.Limit;
import io.tenancy.entitlement.Plan;
import io.tenancy.entitlement.PlanCatalog;
import io.tenancy.entitlement.Price;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanSectionsTest {
    private static final String FEATURES =
            "features: {users: integer, storage: size, api: boolean, support: [email, 24/7]}\n";

    @TempDir
    private Path folder;

    private PlanCatalog read(String yaml) throws IOException {
        Path file = folder.resolve("tenancy.yaml");
        Files.writeString(file, yaml);
        return TenancyConfig.load(file, Map.of()).plans();
    }

    @Test
    void plansAreReadAsTheyAreWritten() throws IOException {
        PlanCatalog catalog = read(FEATURES
                + "plans:\n"
                + "  starter:\n"
                + "    name: Starter\n"
                + "    prices: {USD: {monthly: 2900, yearly: 29000}, CLP: {monthly: 49000}}\n"
                + "    trialDays: 14\n"
                + "    graceDays: 7\n"
                + "    features: {users: 2, storage: 10 GB, api: false, support: 24/7}\n"
                + "  enterprise: {contactSales: true, features: {users: unlimited, api: true}}\n"
                + "  ten-seats: {addOn: true, features: {users: 10}}\n");

        assertThat(catalog.features())
                .containsExactly(
                        Feature.integer("users"),
                        Feature.size("storage"),
                        Feature.flag("api"),
                        Feature.choice("support", List.of("email", "24/7")));
        assertThat(catalog.plans())
                .containsExactly(
                        new Plan(
                                "starter",
                                1,
                                "Starter",
                                Plan.Kind.BASE,
                                List.of(
                                        new Price(
                                                Currency.getInstance("USD"),
                                                OptionalLong.of(2900),
                                                OptionalLong.of(29000)),
                                        new Price(
                                                Currency.getInstance("CLP"),
                                                OptionalLong.of(49000),
                                                OptionalLong.empty())),
                                new Plan.Terms(14, 7, false),
                                Map.of(
                                        "users", new Amount(Limit.of(2)),
                                        "storage", new Amount(Limit.of(10_000_000_000L)),
                                        "api", Switch.OFF,
                                        "support", new Choice("24/7"))),
                        new Plan(
                                "enterprise",
                                1,
                                "enterprise",
                                Plan.Kind.BASE,
                                List.of(),
                                new Plan.Terms(0, 0, true),
                                Map.of("users", new Amount(Limit.UNLIMITED), "api", Switch.ON)),
                        new Plan(
                                "ten-seats",
                                1,
                                "ten-seats",
                                Plan.Kind.ADD_ON,
                                List.of(),
                                Plan.Terms.PLAIN,
                                Map.of("users", new Amount(Limit.of(10)))));
    }

    @Test
    void aFileWithoutPlansDeclaresNone() throws IOException {
        assertThat(read("application: {name: X}\n").plans()).isEmpty();
    }

    /** What is wrong is said with its line and what would be right. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "p: {features: {user: 2}}           | 3:24: | did you mean 'users'?",
                "p: {features: {users: many}}       | 3:25: | users is a whole number from 0 on, or unlimited",
                "p: {features: {users: -1}}         | 3:25: | users is a whole number",
                "p: {features: {users: 1.5}}        | 3:25: | users is a whole number",
                "p: {features: {storage: 10}}       | 3:27: | storage is a size with its unit",
                "p: {features: {api: yes}}          | 3:23: | api is true or false",
                "p: {features: {support: phone}}    | 3:27: | support is one of email, 24/7, or none",
                "p: {features: {users: [1]}}        | 3:25: | must be a value, not a list",
                "p: {prices: {usd: {monthly: 1}}}   | 3:16: | must be a currency of ISO 4217",
                "p: {prices: {XXX: {monthly: 1}}}   | 3:16: | must be a currency of ISO 4217",
                "p: {prices: {USD: {}}}             | 3:21: | needs monthly or yearly, in minor units",
                "p: {prices: {USD: {monthly: 29.00}}} | 3:31: | must be a whole number",
                "p: {prices: {USD: {monthly: -1}}}  | 3:31: | must be a whole number",
                "p: {prices: {USD: {weekly: 1}}}    | 3:22: | unknown key 'weekly'",
                "p: {trialDays: 1000}               | 3:18: | must be a whole number from 0 to 730",
                "p: {addOn: maybe}                  | 3:14: | must be true or false",
                "P: {}                              | 3:3:  | must be 1 to 63 of a-z",
                "p: {price: 3}                      | 3:7:  | did you mean 'prices'?",
                "p: {contactSales: true, prices: {USD: {monthly: 1}}} | 3:6: | sold by talking",
                "p: []                              | 3:6:  | must be a mapping"
            })
    void everyMistakeIsSaidWithItsPlace(String plan, String place, String message) {
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() ->
                        read(FEATURES + "plans:\n  " + plan + "\n").plans().clear())
                .withMessageContaining("tenancy.yaml:" + place)
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "users: intger       | did you mean 'integer'?",
                "users: 3            | must be one of boolean, integer, size, or a list of options",
                "Users: integer      | must be 1 to 63 of a-z",
                "users: []           | must have an option at least",
                "users: [a, a]       | has this option already",
                "users: [none]       | none called 'none'",
                "users: {}           | must be one of"
            })
    void everyMistakeInAFeatureIsSaid(String feature, String message) {
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> read("features:\n  " + feature + "\n").plans().clear())
                .withMessageContaining("tenancy.yaml:2:")
                .withMessageContaining(message);
    }
}
