/**
 * People: how to reach them, their zone, which roles they can fill, and whether they are active. A person is
 * deactivated, never deleted, so that the past keeps its names; their future shifts stay assigned until a planner
 * changes them.
 */
package dev.rota.users;
