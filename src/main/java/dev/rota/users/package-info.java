/**
 * Who works here: people, how to reach them, the zone they live in, which roles they can fill, and whether they are active.
 * A person is deactivated, never deleted, so that the past keeps its names; their future shifts stay as they are until a
 * planner changes them, and are listed by the shifts service.
 */
package dev.rota.users;
