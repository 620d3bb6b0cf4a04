/**
 * What only a real cluster can answer: the cluster that KUBECONFIG names, with two nodes, enforced network policies, a
 * default storage class and a registry (localhost:5000, or ROTA_REGISTRY) that its nodes pull from. Each class deploys
 * into a namespace of its own and removes it. Tests tagged {@code cluster} run by {@code ./mvnw test -Pcluster} after
 * {@code scripts/local}, in a quarter of an hour; those tagged {@code drill} repeat them for long, by {@code -Pdrill}.
 */
package dev.rota.cluster;
