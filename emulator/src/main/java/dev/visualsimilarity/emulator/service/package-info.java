/** The gRPC services: checking of requests, resources and their state, long-running operations. */
package dev.visualsimilarity.emulator.service;
