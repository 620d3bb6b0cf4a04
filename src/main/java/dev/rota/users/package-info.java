/**
 * People: how to reach them, their zone, which roles they can fill, and whether they are active. A person is
 * deactivated, so that the past keeps its names, and their future shifts stay assigned until a planner changes them;
 * whoever is to be forgotten is erased after that.
 */
package dev.rota.users;
