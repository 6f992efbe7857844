package io.tenancy.benchmarks.contender;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.TenantId;

/** A row as Hibernate sees it: Hibernate adds the tenant to its queries, the database knows nothing of it. */
@Entity
@Immutable
@Table(name = "visit_plain")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
class Visit {
    @TenantId
    @Column(name = "tenant_id")
    private UUID tenantId;

    @Id
    private Long id;

    @Column(name = "patient_id")
    private Long patientId;

    private OffsetDateTime at;
    private String body;

    UUID tenantId() {
        return tenantId;
    }

    Long id() {
        return id;
    }

    Long patientId() {
        return patientId;
    }

    OffsetDateTime at() {
        return at;
    }

    String body() {
        return body;
    }
}
