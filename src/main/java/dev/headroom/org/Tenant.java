package dev.headroom.org;

/**
 * A customer or a department: the owner of orgs. Tenants see nothing of one another.
 *
 * @param id in the form of {@link OrgId#FORM}
 * @param name for people to read
 */
public record Tenant(String id, String name) {}
