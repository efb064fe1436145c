package dev.headroom.limits;

import dev.headroom.auth.LoginBudget;
import dev.headroom.spend.CallBudget;

/** What one reading of an org may spend: logins, and calls that Salesforce counts. */
public interface Allowance extends LoginBudget, CallBudget {}
