package io.tenancy.cli.adopt;

import java.util.List;
import java.util.Objects;

/**
 * What an adoption is going to do: reviewable scripts, and what they rest on. Immutable.
 *
 * @param tenants the tenants that existing rows become part of
 * @param tenantColumn the column they get
 * @param tables what each table was taken for, by name
 * @param notes what changes for the application, and what could not be carried over
 * @param files the scripts and the manifest
 */
public record AdoptionPlan(
        List<FirstTenant> tenants,
        String tenantColumn,
        List<Classified> tables,
        List<String> notes,
        List<PlannedFile> files) {
    /**
     * Checks the components.
     *
     * @param tenants the tenants
     * @param tenantColumn the column
     * @param tables the tables
     * @param notes the notes
     * @param files the files
     */
    public AdoptionPlan {
        tenants = List.copyOf(tenants);
        Objects.requireNonNull(tenantColumn, "tenantColumn");
        tables = List.copyOf(tables);
        notes = List.copyOf(notes);
        files = List.copyOf(files);
    }
}
