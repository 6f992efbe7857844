/**
 * People from the operator's side: {@link io.tenancy.jdbc.member.MemberRegistry} reaches the members of every tenant,
 * {@link io.tenancy.jdbc.member.OperatorRegistry} those who run the platform.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.member;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
