package dev.postern.documents;

import dev.postern.text.Problem;
import java.util.ArrayList;
import java.util.List;

/** What one document says, by itself. */
record FileContent(
    List<HeldAccount> accounts,
    List<Page> pages,
    List<Entity> entities,
    List<ManagedPolicy> policies,
    List<Organization> organizations,
    List<Resource> resources,
    List<Endpoint> endpoints,
    List<Problem> problems) {
  FileContent {
    accounts = List.copyOf(accounts);
    pages = List.copyOf(pages);
    entities = List.copyOf(entities);
    policies = List.copyOf(policies);
    organizations = List.copyOf(organizations);
    resources = List.copyOf(resources);
    endpoints = List.copyOf(endpoints);
    problems = List.copyOf(problems);
  }

  /** Collects it. */
  static final class Builder {
    final List<HeldAccount> accounts = new ArrayList<>();
    final List<Page> pages = new ArrayList<>();
    final List<Entity> entities = new ArrayList<>();
    final List<ManagedPolicy> policies = new ArrayList<>();
    final List<Organization> organizations = new ArrayList<>();
    final List<Resource> resources = new ArrayList<>();
    final List<Endpoint> endpoints = new ArrayList<>();

    FileContent build(List<Problem> problems) {
      return new FileContent(
          accounts, pages, entities, policies, organizations, resources, endpoints, problems);
    }
  }
}
