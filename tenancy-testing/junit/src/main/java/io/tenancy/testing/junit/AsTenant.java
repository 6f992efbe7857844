package io.tenancy.testing.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Binds a tenant around each test, {@code @BeforeEach} and {@code @AfterEach} included; makes it first if the class's database does
 * not have it. On a method it goes before the one on the class, on a nested class before the one on the outer. Needs
 * {@link TenancyTest}.
 *
 * <pre>{@code
 * @TenancyTest
 * @AsTenant("acme")
 * class InvoicesTest { .. }
 * }</pre>
 *
 * <p>A test fails before it begins if the key is malformed or reserved, or if the tenant is not active.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface AsTenant {
    /**
     * The key of the tenant.
     *
     * @return a tenant key, such as {@code acme}
     */
    String value();
}
