//! A future that is polled again at once when it woke itself.
//!
//! hyper asks for the body of a request by waking the very task that it runs in. The runtime puts such a task behind all
//! others and wakes another thread to take it: that takes about as long as the whole work of a small request.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

/// How often a future is polled in one turn of its task; then others have theirs.
const TURNS: usize = 4;

/// A future that is polled again at once when it woke itself.
pub(super) struct Prompt<F> {
    future: Pin<Box<F>>,
    bell: Arc<Bell>,
    waker: Waker,
}

/// Who rings wakes the task, or has the future polled again that is being polled.
struct Bell {
    state: AtomicU8,
    task: Mutex<Waker>,
}

/// The future is being polled.
const POLLED: u8 = 1;
/// Somebody has rung since a poll began.
const RUNG: u8 = 2;

impl Wake for Bell {
    fn wake(self: Arc<Bell>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Bell>) {
        if self.state.fetch_or(RUNG, Ordering::AcqRel) & POLLED == 0 {
            self.task.lock().unwrap_or_else(PoisonError::into_inner).wake_by_ref();
        }
    }
}

impl<F: Future> Prompt<F> {
    pub(super) fn new(future: F) -> Prompt<F> {
        let bell = Arc::new(Bell { state: AtomicU8::new(0), task: Mutex::new(Waker::noop().clone()) });
        let waker = Waker::from(Arc::clone(&bell));
        Prompt { future: Box::pin(future), bell, waker }
    }

    /// Notes whom to wake.
    fn is_polled_by(&self, task: &Waker) {
        let mut known = self.bell.task.lock().unwrap_or_else(PoisonError::into_inner);
        known.clone_from(task);
    }
}

impl<F: Future> Future for Prompt<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        self.is_polled_by(context.waker());
        let this = &mut *self;
        for _ in 0..TURNS {
            this.bell.state.swap(POLLED, Ordering::AcqRel);
            if let Poll::Ready(output) = this.future.as_mut().poll(&mut Context::from_waker(&this.waker)) {
                return Poll::Ready(output);
            }
            if this.bell.state.compare_exchange(POLLED, 0, Ordering::AcqRel, Ordering::Acquire).is_ok() {
                return Poll::Pending;
            }
        }
        this.bell.state.swap(0, Ordering::AcqRel);
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;

    /// Counts how often it was rung.
    struct Rings(AtomicUsize);

    impl Wake for Rings {
        fn wake(self: Arc<Rings>) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// A future that wakes itself so many times before it is ready, and how often it was polled.
    fn restless(times: usize) -> (Prompt<impl Future<Output = ()>>, Arc<AtomicUsize>) {
        let polled = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&polled);
        let future = std::future::poll_fn(move |context| {
            if count.fetch_add(1, Ordering::SeqCst) == times {
                return Poll::Ready(());
            }
            context.waker().wake_by_ref();
            Poll::Pending
        });
        (Prompt::new(future), polled)
    }

    #[test]
    fn who_wakes_itself_is_polled_at_once_and_not_for_ever() {
        let rings = Arc::new(Rings(AtomicUsize::new(0)));
        let waker = Waker::from(Arc::clone(&rings));
        let mut context = Context::from_waker(&waker);
        let (mut short, polled) = restless(TURNS - 1);
        assert_eq!(Pin::new(&mut short).poll(&mut context), Poll::Ready(()));
        assert_eq!((polled.load(Ordering::SeqCst), rings.0.load(Ordering::SeqCst)), (TURNS, 0));
        let (mut long, polled) = restless(TURNS);
        assert_eq!(Pin::new(&mut long).poll(&mut context), Poll::Pending);
        assert_eq!((polled.load(Ordering::SeqCst), rings.0.load(Ordering::SeqCst)), (TURNS, 1));
        assert_eq!(Pin::new(&mut long).poll(&mut context), Poll::Ready(()));
    }

    #[test]
    fn who_is_woken_from_elsewhere_wakes_the_task_that_polled_last() {
        let [first, second] = [0, 1].map(|_| Arc::new(Rings(AtomicUsize::new(0))));
        let (sender, receiver) = tokio::sync::oneshot::channel();
        let mut waiting = Prompt::new(receiver);
        for rings in [&first, &second] {
            let waker = Waker::from(Arc::clone(rings));
            assert_eq!(Pin::new(&mut waiting).poll(&mut Context::from_waker(&waker)), Poll::Pending);
        }
        sender.send(7).unwrap();
        assert_eq!([first, second].map(|rings| rings.0.load(Ordering::SeqCst)), [0, 1]);
        assert_eq!(Pin::new(&mut waiting).poll(&mut Context::from_waker(Waker::noop())), Poll::Ready(Ok(7)));
    }
}
