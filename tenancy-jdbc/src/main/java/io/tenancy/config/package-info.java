/**
 * {@code tenancy.yaml}, the one configuration file that application, command line and tests read.
 * {@link io.tenancy.config.TenancyConfig} loads it; every problem of a file is reported at once, with line, column and suggestion, by
 * {@link io.tenancy.config.InvalidConfigException}. Secrets stand in the environment, never in the file. The JSON Schema for editors
 * is the resource {@code io/tenancy/config/tenancy.schema.json} of this jar.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.config;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
