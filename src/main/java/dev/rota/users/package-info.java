/**
 * Who works here. Owns people: their names, how to reach them, where they live on the clock, which roles they can fill,
 * and whether they are active. A person is deactivated, never deleted, so that the past keeps its names; what becomes of
 * their future shifts is for the shifts module's users to decide, who see them under {@code /v1/users/{id}/shifts}.
 */
package dev.rota.users;
