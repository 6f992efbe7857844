/**
 * The operator's tool as a program: {@link io.tenancy.cli.Tenancyctl} runs one command line over given streams, in a process of its
 * own or inside a test.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.cli;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
