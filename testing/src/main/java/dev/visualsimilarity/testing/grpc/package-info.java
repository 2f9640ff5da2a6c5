/** A gRPC server that passes requests on to another, and lets tests in on them. */
package dev.visualsimilarity.testing.grpc;
