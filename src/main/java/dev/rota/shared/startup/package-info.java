/** Before a program is ready: schema migration and warm-up. */
package dev.rota.shared.startup;
