package io.tenancy.jdbc.member;

import io.tenancy.member.TotpEnrolment;

/**
 * A new operator, with the second factor that it has to set up before it can sign in. Told this once.
 *
 * @param operator the operator
 * @param enrolment what its authenticator needs
 */
public record EnrolledOperator(Operator operator, TotpEnrolment enrolment) {}
