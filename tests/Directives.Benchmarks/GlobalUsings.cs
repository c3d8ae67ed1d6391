global using DirectiveDecider = Directives.Api.Decider<Directives.Domain.Directive, Directives.Domain.DirectiveCommand, Directives.Domain.DirectiveEvent>;
