package io.tenancy.member;

/** Whether a member works in the tenant. */
public enum MemberStatus {
    /** It takes a seat, and may what it was granted. */
    ACTIVE,
    /** It takes no seat and holds nothing; its name stays on what it did. */
    INACTIVE
}
