/** Reports for planners: scheduling conflicts, and hours of work. */
package dev.rota.shifts.reports;
