/**
 * How long it takes to say whether tenants are apart: the audit, the part of it that an application's start asks for, and the operator's
 * tool as a process. Times here are absolute, because they have bounds.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.benchmarks.check;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
