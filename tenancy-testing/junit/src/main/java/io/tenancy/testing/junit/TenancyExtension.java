package io.tenancy.testing.junit;

import io.tenancy.context.StrictScopes;
import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.TenantDataSource;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.tenant.Tenant;
import io.tenancy.testing.support.TestDatabase;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@link TenancyTest} and {@link AsTenant} do. State is in JUnit's stores, but for the one fixture that is at work. */
final class TenancyExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(TenancyExtension.class);

    private static final AtomicReference<@Nullable TenancyFixture> RUNNING = new AtomicReference<>();

    private static final Map<Class<?>, Function<TenancyFixture, Object>> PARAMETERS = Map.of(
            JdbcTenancy.class,
            TenancyFixture::tenancy,
            TenantDataSource.class,
            fixture -> fixture.tenancy().dataSource(),
            DataSource.class,
            fixture -> fixture.tenancy().dataSource(),
            TenantRegistry.class,
            TenancyFixture::registry,
            TestDatabase.class,
            TenancyFixture::database,
            Tenant.class,
            fixture -> boundTenant());

    /** A test that is running: its tenant's scope, if it has one, and the watch on the scopes it opens itself. */
    private record Session(@Nullable TenantScope scope, StrictScopes watch) {}

    @Override
    public void beforeAll(ExtensionContext context) throws SQLException {
        Objects.requireNonNull(fixture(context));
    }

    /** What the test works with that is running now; these tests take turns. */
    static TenancyFixture running() {
        TenancyFixture fixture = RUNNING.get();
        if (fixture == null) {
            throw new IllegalStateException("no test of a class with @TenancyTest is running");
        }
        return fixture;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws SQLException {
        RUNNING.set(fixture(context));
        Optional<String> key = nearest(context, AsTenant.class).map(AsTenant::value);
        TenantScope scope = key.isPresent() ? open(fixture(context).tenant(key.get())) : null;
        context.getStore(NAMESPACE).put(Session.class, new Session(scope, watch()));
    }

    @SuppressWarnings("MustBeClosedChecker") // afterEach closes it.
    private static TenantScope open(Tenant tenant) {
        return TenantContext.bind(tenant);
    }

    @SuppressWarnings("MustBeClosedChecker") // afterEach closes it.
    private static StrictScopes watch() {
        return TenantContext.strict();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        RUNNING.set(null);
        Session session = context.getStore(NAMESPACE).remove(Session.class, Session.class);
        if (session == null) {
            return;
        }
        // The watch first: it knows the line of a leak, and the scope, which ends leaked ones with it, only that there
        // was one.
        try (TenantScope scope = session.scope();
                StrictScopes watch = session.watch()) {
            watch.requireNoOpenScopes();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws SQLException {
        if (owner(context) == context) {
            TenancyFixture fixture = context.getStore(NAMESPACE).remove(TenancyFixture.class, TenancyFixture.class);
            if (fixture != null) {
                fixture.close();
            }
        }
    }

    /** The annotated class's own; made when first asked for, which for a shared test instance is before {@code beforeAll}. */
    private static TenancyFixture fixture(ExtensionContext context) throws SQLException {
        ExtensionContext owner = owner(context);
        ExtensionContext.Store store = owner.getStore(NAMESPACE);
        TenancyFixture known = store.get(TenancyFixture.class, TenancyFixture.class);
        if (known != null) {
            return known;
        }
        TenancyTest annotation = nearest(owner, TenancyTest.class).orElseThrow();
        TenancyFixture made = TenancyFixture.create(List.of(annotation.migrations()));
        store.put(TenancyFixture.class, made);
        return made;
    }

    /** The context of the innermost class around this one that carries the annotation: nested classes share its database. */
    private static ExtensionContext owner(ExtensionContext context) {
        ExtensionContext at = context;
        while (at.getTestMethod().isPresent()
                || at.getElement().flatMap(TenancyExtension::annotated).isEmpty()) {
            at = at.getParent()
                    .orElseThrow(() -> new IllegalStateException("no class here is annotated with @TenancyTest"));
        }
        return at;
    }

    private static Optional<TenancyTest> annotated(AnnotatedElement element) {
        return AnnotationSupport.findAnnotation(element, TenancyTest.class);
    }

    private static <A extends Annotation> Optional<A> nearest(ExtensionContext context, Class<A> annotation) {
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            Optional<A> found = at.get().getElement().flatMap(e -> AnnotationSupport.findAnnotation(e, annotation));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return PARAMETERS.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        try {
            return Objects.requireNonNull(
                            PARAMETERS.get(parameter.getParameter().getType()))
                    .apply(fixture(context));
        } catch (SQLException e) {
            throw new ParameterResolutionException("The test database cannot be made: " + e.getMessage(), e);
        }
    }

    private static Tenant boundTenant() {
        TenantBinding binding = TenantContext.current();
        if (binding == null) {
            throw new ParameterResolutionException(
                    "No tenant is bound here: put @AsTenant on the test or its class. Constructors and @BeforeAll run without one.");
        }
        return binding.tenant();
    }
}
