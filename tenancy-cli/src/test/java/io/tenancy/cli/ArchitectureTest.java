package io.tenancy.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.tenancy.TenancyException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The laws of the house, over every module, since this one sees all. */
class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tenancy");

    /** Where the machine's clock may be asked: where a program begins, and defaults that a caller replaces. */
    private static final Set<String> CLOCK_PLACES = Set.of(
            "io.tenancy.cli.Tenancyctl", "io.tenancy.cli.demo.DemoRun$Builder", "io.tenancy.jdbc.JdbcTenancyBuilder");

    @Test
    void everyModuleIsSeen() {
        assertThat(Stream.of(
                        "io.tenancy",
                        "io.tenancy.jdbc",
                        "io.tenancy.billing",
                        "io.tenancy.testing.support",
                        "io.tenancy.cli"))
                .allSatisfy(name -> assertThat(OURS)
                        .as(name)
                        .anyMatch(type -> type.getPackageName().equals(name)));
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.tenancy.(**)").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void arrowsRunInOneDirection() {
        layer(
                        "io.tenancy",
                        "io.tenancy.tenant..",
                        "io.tenancy.context..",
                        "io.tenancy.authorization..",
                        "io.tenancy.resolve..")
                .mayNotKnow(
                        "io.tenancy.jdbc..",
                        "io.tenancy.config..",
                        "io.tenancy.testing..",
                        "io.tenancy.examples..",
                        "io.tenancy.cli..");
        layer("io.tenancy.jdbc..", "io.tenancy.config..")
                .mayNotKnow(
                        "io.tenancy.billing..", "io.tenancy.testing..", "io.tenancy.examples..", "io.tenancy.cli..");
        layer("io.tenancy.billing..").mayNotKnow("io.tenancy.testing..", "io.tenancy.examples..", "io.tenancy.cli..");
        layer("io.tenancy.testing.support..")
                .mayNotKnow(
                        "io.tenancy",
                        "io.tenancy.tenant..",
                        "io.tenancy.context..",
                        "io.tenancy.jdbc..",
                        "io.tenancy.config..",
                        "io.tenancy.billing..",
                        "io.tenancy.examples..",
                        "io.tenancy.cli..");
        layer("io.tenancy.examples..").mayNotKnow("io.tenancy.cli..");
    }

    private record Layer(String[] packages) {
        void mayNotKnow(String... others) {
            noClasses()
                    .that()
                    .resideInAnyPackage(packages)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(OURS);
        }
    }

    private static Layer layer(String... packages) {
        return new Layer(packages);
    }

    @Test
    void internalPackagesAreUsedByTheirOwnModuleOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.tenancy.jdbc..", "io.tenancy.config..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.tenancy.jdbc.internal..")
                .check(OURS);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tenancy.billing..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.tenancy.billing.internal..")
                .check(OURS);
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.tenancy",
                        "io.tenancy.tenant..",
                        "io.tenancy.context..",
                        "io.tenancy.resolve..",
                        "io.tenancy.authorization..",
                        "io.tenancy.entitlement..",
                        "io.tenancy.usage..",
                        "io.tenancy.apikey..",
                        "io.tenancy.member..",
                        "io.tenancy.ratelimit..",
                        "io.tenancy.audit..",
                        "io.tenancy.observation..",
                        "io.tenancy.setting..",
                        "io.tenancy.cache..",
                        "io.tenancy.internal..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.tenancy.internal..")
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void publicApiDoesNotShowInternals() {
        classes()
                .that(resideOutsideOfPackages("..internal.."))
                .should(notShow(resideInAnyPackage("io.tenancy..internal..")))
                .check(OURS);
    }

    @Test
    void flywayIsKnownToTheMigrationPackageOnly() {
        onlyIn("org.flywaydb..", "io.tenancy.jdbc.migration..");
    }

    @Test
    void hikariIsKnownInOnePlaceAtMost() {
        List<String> places = OURS.stream()
                .filter(type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency ->
                                dependency.getTargetClass().getPackageName().startsWith("com.zaxxer")))
                .map(JavaClass::getPackageName)
                .distinct()
                .toList();

        assertThat(places).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void picocliIsKnownToTheCommandsOnly() {
        onlyIn("picocli..", "io.tenancy.cli.command..");
    }

    @Test
    void librariesOfBillingAreKnownInOnePackageEach() {
        onlyIn("com.stripe..", "io.tenancy.billing.stripe..");
        onlyIn("io.github.resilience4j..", "io.tenancy.billing.subscription..");
    }

    /** What a test may not reach over the network, and what a redirect may not lead to, goes through the client that is injected. */
    @Test
    void gatewaysMakeNoConnectionsOfTheirOwn() {
        noClasses()
                .that()
                .resideInAPackage("io.tenancy.billing..")
                // Calls tenants' own systems at the address that was checked, which the HTTP client cannot be held to.
                .and()
                .doNotHaveFullyQualifiedName("io.tenancy.billing.outgoing.Sender")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.Socket")
                .orShould()
                .callMethod(java.net.URL.class, "openConnection")
                .orShould()
                .callMethod(java.net.http.HttpClient.class, "newHttpClient")
                .check(OURS);
        noClasses()
                .that()
                .resideInAPackage("io.tenancy.billing..")
                .and()
                .doNotHaveFullyQualifiedName("io.tenancy.billing.GatewayParts")
                .should()
                .callMethod(java.net.http.HttpClient.class, "newBuilder")
                .check(OURS);
    }

    @Test
    void sqlParserIsKnownToTheLinterOnly() {
        onlyIn("org.pgcodekeeper..", "io.tenancy.cli.lint..");
        onlyIn("org.antlr..", "io.tenancy.cli.lint..");
    }

    private static void onlyIn(String library, String place) {
        noClasses()
                .that()
                .resideOutsideOfPackage(place)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library)
                .check(OURS);
    }

    @Test
    void everyExceptionOfOursExtendsTheOneRoot() {
        classes()
                .that()
                .areAssignableTo(Throwable.class)
                // The support module depends on nothing of ours; on JDBC interfaces ours travels as the cause of an
                // SQLException.
                .and(resideOutsideOfPackages("io.tenancy.testing.support.."))
                .and(describe("are no SQLException", type -> !type.isAssignableTo(java.sql.SQLException.class)))
                .should()
                .beAssignableTo(TenancyException.class)
                .check(OURS);
    }

    @Test
    void machinesClockIsAskedInDocumentedPlacesOnly() {
        noClasses()
                .that(describe("are no place where a program begins", type -> !CLOCK_PLACES.contains(type.getName())))
                .should(askTheWallClock())
                .check(OURS);
    }

    private static ArchCondition<JavaClass> askTheWallClock() {
        Set<Class<?>> readers =
                Set.of(Instant.class, LocalDate.class, LocalDateTime.class, OffsetDateTime.class, ZonedDateTime.class);
        return new ArchCondition<>("ask the machine's clock") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                    JavaClass owner = access.getTargetOwner();
                    String name = access.getTarget().getName();
                    boolean now = name.equals("now")
                            && readers.stream().anyMatch(owner::isEquivalentTo)
                            && !access.getDescription().contains(Clock.class.getName());
                    boolean millis = owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis");
                    boolean system = owner.isEquivalentTo(Clock.class) && name.startsWith("system");
                    boolean date = owner.isEquivalentTo(Date.class)
                            && access.getDescription().contains("Date.<init>()");
                    events.add(
                            new SimpleConditionEvent(type, now || millis || system || date, access.getDescription()));
                }
            }
        };
    }

    @Test
    void secretsAreComparedInConstantTimeOnly() {
        noClasses().should(compareSecretsByEquals()).check(OURS);
    }

    /** Nothing of ours compares what it calls a secret, token, signature or mac with equals. */
    private static ArchCondition<JavaClass> compareSecretsByEquals() {
        return new ArchCondition<>("compare byte arrays with Arrays.equals where a class deals with secrets") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean secretive = type.getSimpleName().matches(".*(Secret|Token|Signature|Hmac|ApiKey|Password).*");
                for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                    boolean bytes = access.getTargetOwner().isEquivalentTo(Arrays.class)
                            && access.getTarget().getName().equals("equals");
                    events.add(new SimpleConditionEvent(type, secretive && bytes, access.getDescription()));
                }
            }
        };
    }

    private static ArchCondition<JavaClass> notShow(DescribedPredicate<JavaClass> hidden) {
        return new ArchCondition<>("not show internals in public or protected signatures") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!isVisible(type)) {
                    return;
                }
                Stream<JavaCodeUnit> visible =
                        type.getCodeUnits().stream().filter(unit -> isShown(unit.getModifiers()));
                visible.flatMap(unit ->
                                Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream()))
                        .filter(hidden)
                        .forEach(shown -> events.add(
                                SimpleConditionEvent.violated(type, type.getName() + " shows " + shown.getName())));
                Stream.concat(type.getRawInterfaces().stream(), type.getRawSuperclass().stream())
                        .filter(hidden)
                        .forEach(shown -> events.add(
                                SimpleConditionEvent.violated(type, type.getName() + " is a " + shown.getName())));
            }
        };
    }

    private static boolean isVisible(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ArchitectureTest::isVisible).orElse(true);
    }

    private static boolean isShown(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }
}
