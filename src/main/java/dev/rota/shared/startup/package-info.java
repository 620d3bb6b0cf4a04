/** Before a program is ready: schema migration and warm-up; which version it is. */
package dev.rota.shared.startup;
