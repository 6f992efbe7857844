/**
 * The proof by attack: {@link io.tenancy.jdbc.isolation.proof.IsolationProof} carries out as the application what one tenant could
 * attempt on another, on rows that it makes and takes away again, and tells of every attempt how it ended.
 * {@link io.tenancy.jdbc.isolation.proof.DatabaseFingerprint} says what a database is at one moment, so that two moments can be
 * compared: a proof leaves no trace, a migration and its way back end where they began.
 *
 * <p>A {@code Preparation} sorts the tables and fills them; the {@code Stage} is the transaction, where each {@code Scene} is played
 * between savepoints; a {@code Trial} judges, always against the same statement on own rows. The rest are the attacks, a class for each
 * kind. To add one, add an {@link io.tenancy.jdbc.isolation.proof.Attack}, and a fault to the corpus that it finds.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.isolation.proof;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
