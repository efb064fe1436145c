package dev.headroom.limits;

import dev.headroom.auth.LoginBudget;
import dev.headroom.spend.CallBudget;

/** The budget of one reading of an org: logins, and calls that Salesforce counts. */
public interface Allowance extends LoginBudget, CallBudget {}
