"""Claude on Microsoft Foundry.

`clients` has the clients, `platform` the value that writes their requests and reads their errors, and the tokens of Entra ID.

It must not know the other clouds.
"""
