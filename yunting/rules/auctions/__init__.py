"""网络司法拍卖: from the reference price to the money: who may bid, at what, and who has won."""
